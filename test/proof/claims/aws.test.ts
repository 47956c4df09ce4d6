import { proveClaims } from './prove-claims';

proveClaims({ partition: 'aws', region: 'eu-west-1' });
