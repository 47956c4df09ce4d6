import type { Template } from './template';

export interface Finding {
  readonly rule: string;
  readonly template: string;
  /** The logical id, where the finding is about a resource. */
  readonly resource: string | undefined;
  /** The Sid, where it is about a statement that has one. */
  readonly sid?: string;
  readonly message: string;
}

export interface Report {
  /** The validator, its version, and what it looked at. */
  readonly summary: string;
  readonly findings: Finding[];
}

export interface Validator {
  readonly name: string;
  /** Whether it looks behind `Fn::If`. The others get each case as a template of its own. */
  readonly readsConditions: boolean;
  /** The rules that rotten.template.json breaks: one that finds no fault with it does not look. */
  readonly rottenRules: string[];
  validate(templates: Template[]): Report;
}
