import { EVENTS, printTally, sendCases } from './cases';

/* The cases that follow those of `fuzz.test.ts`, in a file of their own so that jest sends both at the same time. Only `npm run fuzz` runs it. */
const HOURS = 3_600_000;

test(`of ${EVENTS} more cases, each comes to what it must`, () => sendCases(EVENTS), HOURS);

afterAll(printTally);
