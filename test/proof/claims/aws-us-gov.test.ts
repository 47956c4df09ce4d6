import { proveClaims } from './prove-claims';

proveClaims({ partition: 'aws-us-gov', region: 'us-gov-west-1' });
