/** Who may do what with a key, or with keys whose policies are alike. */
export interface AccessTable {
  /** Which keys, such as `Keys of alias/very_secret_key`. */
  readonly title: string;
  /** What is tried, such as `use` or `delete`. */
  readonly attempts: readonly string[];
  readonly rows: readonly AccessRow[];
}

/** What somebody may do. */
export interface AccessRow {
  readonly actor: string;
  /** An answer for each attempt: `yes`, `no`, `partly`, or `unknown`. */
  readonly answers: readonly string[];
}

/** What a word in such tables means. */
export interface Meaning {
  readonly word: string;
  readonly meaning: string;
}

/** Who may destroy keys. */
export interface Destroyers {
  /** Which keys, such as `alias/very_secret_key, in each region alike`. */
  readonly subject: string;
  readonly actors: readonly string[];
}
