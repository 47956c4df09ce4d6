import type { ApiCall } from './api-call';

/** An HTTP answer. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const REQUEST_ID = '00000000-0000-4000-8000-000000000000';

/** A success of a service that answers in JSON. */
export function jsonAnswer(value: object): Answer {
  return { status: 200, contentType: 'application/x-amz-json-1.1', body: JSON.stringify(value) };
}

/** A success of a service that answers in XML. */
export function xmlAnswer(body: string): Answer {
  return { status: 200, contentType: 'text/xml', body };
}

/**
 * An error in the form of the service that is called.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export function errorAnswer({ service }: ApiCall, code: string, message: string, status = 400): Answer {
  if (['account', 'cloudtrail', 'events', 'kms'].includes(service)) {
    return { status, contentType: 'application/x-amz-json-1.1', body: JSON.stringify({ __type: code, message, Message: message }) };
  }
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body = service === 'ec2'
    ? `<Response><Errors>${error}</Errors><RequestID>${REQUEST_ID}</RequestID></Response>`
    : `<ErrorResponse>${error.replace('<Code>', '<Type>Sender</Type><Code>')}<RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`;
  return { status, contentType: 'text/xml', body };
}

/** The codes of services for a call that IAM does not allow. */
const DENIED: Readonly<Record<string, readonly [code: string, status: number]>> = {
  account: ['AccessDeniedException', 403],
  cloudtrail: ['AccessDeniedException', 400],
  ec2: ['UnauthorizedOperation', 403],
  events: ['AccessDeniedException', 400],
  kms: ['AccessDeniedException', 400],
};

/** The error of a call that IAM does not allow. */
export function deniedAnswer(call: ApiCall, action: string): Answer {
  const [code, status] = DENIED[call.service] ?? ['AccessDenied', 403];
  const who = `User: arn:aws:iam::${call.account}:user/auditor`;
  return errorAnswer(call, code, `${who} is not authorized to perform: ${action} because no identity-based policy allows the action`, status);
}
