/** Whether a statement applies or a call is allowed: yes, no, or it cannot be told. */
export type Verdict = 'yes' | 'no' | 'unknown';
