"""Serves moto on a free port of this machine, writes that port to standard output, and ends with whoever started it."""
import json
import re

from moto.kms.models import KmsBackend
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from serving import announce, listen
from werkzeug.serving import make_server

aws = DomainDispatcherApplication(create_backend_app)
create_key = KmsBackend.create_key


def create_key_with_text(self, policy, *args, **kwargs):
    """Moto hands a policy from a template on as an object, and fails when it reads the key afterwards."""
    return create_key(self, json.dumps(policy) if isinstance(policy, dict) else policy, *args, **kwargs)


def by_any_id(method):
    """Moto knows keys only by their ids in some calls, where AWS accepts their ARNs too."""
    return lambda self, key_id, *args, **kwargs: method(self, self.get_key_id(key_id), *args, **kwargs)


def app(environ, start_response):
    """The access key is the id of the account, as MiniStack has it. Moto itself takes the account from a header."""
    access_key = re.search(r'Credential=(\d{12})/', environ.get('HTTP_AUTHORIZATION', ''))
    if access_key:
        environ['HTTP_X_MOTO_ACCOUNT_ID'] = access_key[1]
    return aws(environ, start_response)


KmsBackend.create_key = create_key_with_text
for name in ('enable_key', 'cancel_key_deletion'):
    setattr(KmsBackend, name, by_any_id(getattr(KmsBackend, name)))
listener = listen()
announce(listener)
make_server('127.0.0.1', 0, app, threaded=True, request_handler=MotoRequestHandler, fd=listener.fileno()).serve_forever()
