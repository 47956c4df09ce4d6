/** Statements of a policy, which may write a single one without a list. */
export function statementsOf(policy: any): any[] {
  return asList(policy.Statement);
}

export function asList(value: any): any[] {
  if (value === undefined) { return []; }
  return Array.isArray(value) ? value : [value];
}

/** The policy with every list of AWS principals put through a function; all else as it was. */
function mapPrincipals(policy: any, map: (principals: any) => any): any {
  const mapElement = (element: any) => (element?.AWS === undefined ? element : { ...element, AWS: map(element.AWS) });
  const mapStatement = (statement: any) => {
    const result = { ...statement };
    for (const name of ['Principal', 'NotPrincipal']) {
      if (name in result) { result[name] = mapElement(result[name]); }
    }
    return result;
  };
  const { Statement } = policy;
  return { ...policy, Statement: Array.isArray(Statement) ? Statement.map(mapStatement) : mapStatement(Statement) };
}

/** The policy with one principal named otherwise. */
export function renamePrincipal(policy: any, from: string, to: string): any {
  const rename = (principal: any) => (principal === from ? to : principal);
  return mapPrincipals(policy, (principals) => (Array.isArray(principals) ? principals.map(rename) : rename(principals)));
}

/**
 * The policy as KMS may give it back: a list of one principal becomes a string, and longer lists change their order.
 * The order is a fixed one, so that what is read and written back reads the same again, and never the alphabetical one.
 */
export function asKmsRewritesIt(policy: any): any {
  return mapPrincipals(policy, (principals) => {
    const list = asList(principals);
    return list.length === 1 ? list[0] : [...list].sort().reverse();
  });
}
