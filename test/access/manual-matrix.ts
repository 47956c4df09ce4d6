/** Who may do what with a replica key, by the manual. */
export const REPLICA_KEY_MATRIX = `
                            use     grant, AWS  grant, else  administer  delete
VAULT role                  yes     yes         no           no          no
SourceIAMRole, IAM allows   yes     yes         no           no          no
SourceIAMRole, no IAM       no      no          no           no          no
key administrator           partly  yes         yes          yes         yes
other VAULT role, no IAM    no      no          no           no          no
third account, all IAM         no      no          no           no          no
`;

/** Who may do what with a key of a PROTECTED account that KMS created with its default policy. */
export const SOURCE_KEY_BEFORE = `
                               use  grant, AWS  grant, else  administer  delete
VAULT role, IAM allows         no   no          no           no          no
VAULT role, no IAM             no   no          no           no          no
other VAULT role, all IAM      no   no          no           no          no
PROTECTED role, all IAM        yes  yes         yes          yes         yes
third account, all IAM         no   no          no           no          no
`;

/** The same, after the VAULT role has access. */
export const SOURCE_KEY_AFTER = SOURCE_KEY_BEFORE.replace('IAM allows         no   no ', 'IAM allows         yes  yes');
