/** Prints the policies of the facts in a file, in JSON. The library is the one that the tsconfig of the process says. */
import { readFileSync } from 'node:fs';
import { policyOf } from './policy-of';
import type { Facts } from '../specification/facts';

const facts = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Facts[];
process.stdout.write(JSON.stringify(facts.map((one) => policyOf(one))));
