import { Planned } from './planned';
import { isText } from './values';

/* What AWS documents as the types in a policy, said once more, and not by the handler. */

export const isRecord = (value: any): boolean => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Planned);

export function isTextOrTexts(value: any): boolean {
  return isText(value) || (Array.isArray(value) && value.every(isText));
}

export function isPrincipal(value: any): boolean {
  return isText(value) || (isRecord(value) && Object.values(value).every(isTextOrTexts));
}

export function isCondition(value: any): boolean {
  const isValue = (one: any) => ['string', 'number', 'boolean'].includes(typeof one) || isText(one);
  const isComparison = (one: any) => isRecord(one) && Object.values<any>(one).every((values) => [values].flat().every(isValue));
  return isRecord(value) && Object.values(value).every(isComparison);
}
