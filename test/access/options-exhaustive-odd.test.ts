import { testOptions } from './options-exhaustive';

testOptions('odd');
