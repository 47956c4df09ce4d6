import { proveClaims } from './prove-claims';

proveClaims({ partition: 'aws-cn', region: 'cn-north-1' });
