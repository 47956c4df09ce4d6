/** A word or phrase that no text of this project uses, and what to write instead. */
export interface Word {
  readonly pattern: RegExp;
  readonly write: string;
}

const DETERMINER = '(?:an?|the|no|none|nothing|anything|all|both|more|one|only|every|each|any|some|it|its|their|them|these|those|this|that|what)';

/** The pattern of a phrase, whose words may be on different lines. */
function phrase(text: string): RegExp {
  return new RegExp(`(?<![\\w-])(?:${text.replaceAll(' ', '\\s+')})(?![\\w-])`, 'gi');
}

/** The words and phrases that `npm test` rejects. A new one needs a sentence in `lint.test.ts`. */
export const WORDS: readonly Word[] = [
  // Archaic, or translated word by word.
  { pattern: phrase('anew'), write: '"again", or "re-created"' },
  { pattern: phrase('beside'), write: '"next to", "with" or "besides"' },
  { pattern: phrase('bears?|bearing'), write: '"has"' },
  { pattern: phrase('befalls?|befell'), write: '"happens to" or "affects"' },
  { pattern: phrase('mend(?:s|ed|ing)?'), write: '"fix" or "repair"' },
  { pattern: phrase('shall'), write: '"must", "should" or "will"' },
  { pattern: phrase('at hand'), write: '"available" or "installed"' },
  { pattern: phrase('of theirs'), write: '"of its own", or the noun' },
  { pattern: phrase('not to be had'), write: '"not available"' },
  { pattern: phrase('in the manner of'), write: '"by the conventions of" or "like"' },
  { pattern: phrase('without a word|no more than a word'), write: '"silently", or what does not happen' },
  { pattern: phrase('(?:for|in) the years after'), write: '"advanced options", or when' },
  { pattern: phrase('(?:is|are|be) (?:\\w+ ){0,2}regretted'), write: '"risky"' },

  // Everyday verbs for what has a name.
  { pattern: phrase('made (?:elsewhere|by hand|outside|in (?:this|the) app)'), write: '"created …"' },
  { pattern: phrase('let(?:s|ting)?(?: (?:the|an?|its|it|them|another|whoever|anyone|everyone|nobody|someone|nothing|others)(?: [\\w-]+){0,2})? in'), write: '"grants access to" or "allows"' },
  { pattern: phrase('(?<!\\b(?:leave|leaves|leaving|left|let|lets)(?: \\S+){0,3} )alone'), write: '"only", or the noun without it' },
  { pattern: phrase('takes? (?:at most|no more than \\d|none)'), write: '"the limit is …"' },
  {
    pattern: phrase('(?:AWS|KMS|IAM|Lambda|CloudFormation|CDK|command|option|field|construct|constructor|parameter) (?:takes|(?:does not|cannot|would not|may) take)'
      + '(?! (?:over|place|part|effect|care|precedence|minutes|seconds|hours|long|longer|time|up to|about|away|from|nothing|\\d))'),
    write: '"accepts"',
  },
  { pattern: phrase('(?:is|are|be|was|never|not) taken for'), write: '"is mistaken for" or "counts as"' },
  { pattern: phrase('(?:takes?|taking|took|taken) (?:[\\w-]+ ){0,4}back'), write: '"rolls back", "restores" or "removes"' },
  { pattern: phrase(`holds? (?:at most |about |\\d\\S* )?(?:…|${DETERMINER}|(?!as|is|plus|across)[a-z]+s)|what (?:[\\w-]+ ){1,6}holds?(?! (?:for|in|true|back|if|when|where))`), write: '"contains" or "has"' },

  // British English.
  {
    pattern: /\b\w*(?:synthes|author|organ|recogn|normal|minim|maxim|initial|serial|summar|custom|optim|special|general|real|util|synchron|random|final|capital|emphas|apolog|item|central|local|parallel)is(?:e[sd]?|ing|ations?|ers?)\b/gi,
    write: 'it with "z"',
  },
  { pattern: /\b(?:analys|paralys)(?:e[sd]?|ing)\b/gi, write: 'it with "z"' },
  { pattern: /\b(?:colour|behaviour|favour|neighbour|honour|flavour|labour|rumour)\w*/gi, write: 'it with "or"' },
  { pattern: /\b(?:cancel|label|travel|model|signal|channel)l(?:ed|ing|er|ers)\b/gi, write: 'it with one "l"' },
  { pattern: /\b(?:licence|defence|offence)s?\b/gi, write: 'it with "s"' },
  { pattern: /\b(?:centre|fibre|metre)s?\b/gi, write: 'it with "er"' },
  { pattern: phrase('misspelt|spelt|learnt|burnt|whilst|amongst|grey'), write: '"misspelled", "learned", "while", "among", "gray"' },
];
