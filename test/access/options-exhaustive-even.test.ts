import { testOptions } from './options-exhaustive';

testOptions('even');
