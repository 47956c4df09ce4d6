package vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkvaultreplicakeys.AccountMatching;
import io.github.cdkvaultreplicakeys.AdoptKeysOptions;
import io.github.cdkvaultreplicakeys.CentralEventBusOptions;
import io.github.cdkvaultreplicakeys.ExistingKey;
import io.github.cdkvaultreplicakeys.KeyPolicyStatements;
import io.github.cdkvaultreplicakeys.MissingKey;
import io.github.cdkvaultreplicakeys.ProtectedKeyAccess;
import io.github.cdkvaultreplicakeys.ProtectedKeyAccessStackSet;
import io.github.cdkvaultreplicakeys.ProtectedOrganization;
import io.github.cdkvaultreplicakeys.ReplicaKeyPolicy;
import io.github.cdkvaultreplicakeys.SelfManagedDeploymentOptions;
import io.github.cdkvaultreplicakeys.ServiceManagedDeploymentOptions;
import io.github.cdkvaultreplicakeys.StackSetDeployment;
import io.github.cdkvaultreplicakeys.VaultReplicaKey;
import io.github.cdkvaultreplicakeys.VaultReplicaKeyStackSet;
import io.github.cdkvaultreplicakeys.VaultReplicaKeys;
import io.github.cdkvaultreplicakeys.VaultRole;
import io.github.cdkvaultreplicakeys.VaultRoleOptions;
import io.github.cdkvaultreplicakeys.ViaService;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.Key;

/** The whole public API in Java: the same as typescript/app.ts. */
public final class VaultApp {
    private static final String VAULT_ACCOUNT = "111111111111";
    private static final String PROTECTED_ACCOUNT = "222222222222";

    private VaultApp() {
    }

    public static void main(final String[] args) throws JsonProcessingException {
        final CentralEventBusOptions eventBus = CentralEventBusOptions.builder()
                .eventBusArn("arn:aws:events:us-east-1:" + VAULT_ACCOUNT + ":event-bus/key-alarms")
                .build();
        final ArnPrincipal administrator = new ArnPrincipal(roleArn("KeyAdministrator"));
        final App app = new App();
        final Stack vault = stackOf(app, "Vault", VAULT_ACCOUNT);
        final Stack source = stackOf(app, "Protected", PROTECTED_ACCOUNT);
        final Role role = Role.Builder.create(vault, "VaultRole")
                .roleName("Copier")
                .assumedBy(new AccountPrincipal("999999999999"))
                .build();
        final IRole sourceRole = Role.fromRoleName(source, "SourceRole", "SourceIAMRole");

        // Keys in several Regions, with every option.
        final ViaService workMail = ViaService.of("workmail");
        final VaultReplicaKeys keys = VaultReplicaKeys.Builder.create(app, "ReplicaKeys")
                .alias("very_secret_key")
                .regions(List.of("eu-west-1", "eu-central-1"))
                .retiredRegions(List.of("us-east-1"))
                .vaultAccount(VAULT_ACCOUNT)
                .vaultRole(VaultRole.fromRole(role))
                .protectedAccounts(List.of(PROTECTED_ACCOUNT))
                .protectedOrganization(ProtectedOrganization.fromPaths(List.of("o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/")))
                .protectedRoleName("SourceIAMRole")
                .accountMatching(AccountMatching.CALLER_ACCOUNT)
                .viaServices(List.of(
                        ViaService.EBS,
                        ViaService.RDS,
                        ViaService.REDSHIFT,
                        ViaService.DYNAMODB,
                        ViaService.EFS,
                        ViaService.S3,
                        ViaService.BACKUP,
                        ViaService.FSX,
                        ViaService.STORAGE_GATEWAY,
                        ViaService.TIMESTREAM,
                        workMail))
                .administrators(List.of(administrator))
                .administratorPatterns(List.of(
                        roleArn("aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????"),
                        "arn:aws:iam::" + VAULT_ACCOUNT + ":user/key-admins/*"))
                .deletionProtection(true)
                .breakGlassPrincipals(List.of(new ArnPrincipal(roleArn("BreakGlass"))))
                .breakGlassPatterns(List.of(roleArn("aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_????????????????")))
                .policyId("replica-key")
                .description("Replicas of the shop")
                .rotationPeriod(Duration.days(180))
                .pendingWindow(Duration.days(14))
                .removalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE)
                .stackNamePrefix("Shop")
                .terminationProtection(true)
                .build();
        keys.addProtectedAccount("333333333333");
        keys.addAdministrator(new ArnPrincipal("arn:aws:iam::" + VAULT_ACCOUNT + ":user/key_administrator@example.com"));
        keys.addToKeyPolicy(allowAuditors());
        final Grant grant = keys.grantUse(sourceRole);
        ManagedPolicy.Builder.create(source, "UseOfReplicaKeys").statements(keys.protectedRoleStatements()).build();
        CfnOutput.Builder.create(keys.stackIn("eu-central-1"), "KeyId")
                .value(keys.keyIn("eu-central-1").getKey().getKeyId())
                .build();
        final List<Rule> rules = keys.onCloudTrailKeyChange("KeyChange", eventBus);
        keys.onReplicaCopyFailed("CopyFailed", eventBus);
        CfnOutput.Builder.create(keys.stackIn("eu-central-1"), "RuleName").value(rules.get(1).getRuleName()).build();

        // Keys created by hand.
        final VaultReplicaKeys adopted = VaultReplicaKeys.Builder.create(app, "AdoptedKeys")
                .alias("made_by_hand")
                .regions(List.of("eu-west-1"))
                .vaultAccount(VAULT_ACCOUNT)
                .protectedAccounts(List.of(PROTECTED_ACCOUNT))
                .build();
        final List<String> mappings = adopted.adoptKeys(AdoptKeysOptions.builder()
                .directory("mappings")
                .keys(Map.of("eu-west-1", ExistingKey.builder()
                        .keyArn("arn:aws:kms:eu-west-1:" + VAULT_ACCOUNT + ":key/1234abcd-12ab-34cd-56ef-1234567890ab")
                        .policy("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
                                + "\"Action\":\"kms:*\",\"Resource\":\"*\"}}")
                        .build()))
                .build());

        // One key, in an existing stack.
        final VaultReplicaKey single = VaultReplicaKey.Builder.create(vault, "ReplicaKey")
                .alias("single_key")
                .vaultRole(VaultRole.fromRoleArn(roleArn("backup/Copier")))
                .protectedOrganization(ProtectedOrganization.fromId("o-a1b2c3d4e5"))
                .accountMatching(AccountMatching.PRINCIPAL)
                .build();
        single.addProtectedAccount(PROTECTED_ACCOUNT);
        single.addAdministrator(administrator);
        single.addToKeyPolicy(allowAuditors());
        single.grantUse(sourceRole);
        ManagedPolicy.Builder.create(source, "UseOfSingleKey").statements(single.protectedRoleStatements()).build();
        single.getKey().grantDecrypt(role);
        single.onCloudTrailKeyChange("KeyChange", OnEventOptions.builder().description("Changes of the key").build());
        single.onReplicaCopyFailed("CopyFailed");
        CfnOutput.Builder.create(vault, "SingleAlias").value(single.getAlias().getAliasName()).build();

        // Only the policy, for a key that the app creates itself.
        final ReplicaKeyPolicy policy = ReplicaKeyPolicy.Builder.create()
                .vaultAccount(VAULT_ACCOUNT)
                .partition("aws")
                .vaultRole(VaultRole.fromRoleName("BackupIAMRole", VaultRoleOptions.builder().lateBound(true).build()))
                .viaServices(List.of(ViaService.EBS))
                .build();
        policy.addProtectedAccount(PROTECTED_ACCOUNT);
        policy.addAdministrator(administrator);
        policy.addStatement(allowAuditors());
        Key.Builder.create(vault, "OwnKey").policy(policy.document("eu-west-1")).build();

        // Keys of the PROTECTED account: their key policies, and the IAM policy of the VAULT role.
        final String volumes = "arn:aws:kms:eu-west-1:" + PROTECTED_ACCOUNT + ":key/0987dcba-09fe-87dc-65ba-ab0987654321";
        final ProtectedKeyAccess access = ProtectedKeyAccess.Builder.create(source, "VaultAccess")
                .keys(List.of(
                        Key.fromKeyArn(source, "Volumes", volumes),
                        Alias.fromAliasName(source, "Databases", "alias/databases"),
                        Key.Builder.create(source, "Files").alias("files").build()))
                .vaultAccount(VAULT_ACCOUNT)
                .vaultRole(VaultRole.fromRoleName("Copier"))
                .build();
        access.grantUse(role);
        ManagedPolicy.Builder.create(vault, "UseOfProtectedKeys").statements(access.vaultRoleStatements()).build();

        // Any statements, on an existing key, which come back when somebody replaces its policy.
        KeyPolicyStatements.Builder.create(source, "Auditors")
                .key(Alias.fromAliasName(source, "Archive", "alias/archive"))
                .statements(List.of(allowAuditors()))
                .restoreStatements(true)
                .build();

        // Keys in many Regions, by one StackSet.
        final VaultReplicaKeyStackSet stackSet = VaultReplicaKeyStackSet.Builder.create(vault, "StackSet")
                .alias("stack_set_key")
                .regions(List.of("eu-west-1", "us-west-2"))
                .retiredRegions(List.of("ap-southeast-2"))
                .vaultAccount(VAULT_ACCOUNT)
                .deployment(StackSetDeployment.selfManaged(SelfManagedDeploymentOptions.builder()
                        .accounts(List.of(VAULT_ACCOUNT))
                        .administrationRoleName("StackSetAdministrator")
                        .executionRoleName("StackSetExecutor")
                        .build()))
                .stackSetName("ShopReplicaKeys")
                .failureTolerancePercentage(10)
                .build();
        stackSet.addProtectedAccount(PROTECTED_ACCOUNT);
        stackSet.addAdministrator(administrator);
        stackSet.addToKeyPolicy(allowAuditors());
        stackSet.grantUse(sourceRole);
        stackSet.onCloudTrailKeyChange("KeyChange", eventBus);
        stackSet.onReplicaCopyFailed("CopyFailed", eventBus);
        ManagedPolicy.Builder.create(source, "UseOfStackSetKeys").statements(stackSet.protectedRoleStatements()).build();

        // Access to keys of many PROTECTED accounts, by one StackSet: of listed accounts, or of units of an organization.
        final ProtectedKeyAccessStackSet accessOfAccounts = ProtectedKeyAccessStackSet.Builder.create(vault, "AccessOfAccounts")
                .aliases(List.of("databases"))
                .regions(List.of("eu-west-1"))
                .vaultAccount(VAULT_ACCOUNT)
                .vaultRole(VaultRole.fromRoleName("Copier"))
                .deployment(StackSetDeployment.selfManaged(SelfManagedDeploymentOptions.builder()
                        .accounts(List.of(PROTECTED_ACCOUNT, "333333333333"))
                        .build()))
                .missingKey(MissingKey.FAIL)
                .restoreStatements(true)
                .build();
        accessOfAccounts.grantUse(role);
        ManagedPolicy.Builder.create(vault, "UseOfKeysOfAccounts").statements(accessOfAccounts.vaultRoleStatements()).build();
        ProtectedKeyAccessStackSet.Builder.create(vault, "AccessOfUnits")
                .aliases(List.of("volumes", "files"))
                .regions(List.of("eu-west-1", "eu-central-1"))
                .vaultAccount(VAULT_ACCOUNT)
                .deployment(StackSetDeployment.serviceManaged(ServiceManagedDeploymentOptions.builder()
                        .organizationalUnits(List.of("ou-f6g7-h8i9j0k1"))
                        .accounts(List.of("555555555555", "666666666666"))
                        .autoDeployment(false)
                        .delegatedAdministrator(true)
                        .build()))
                .missingKey(MissingKey.SKIP)
                .build();

        app.synth();

        // An error is one sentence, in every language.
        String mistake = null;
        try {
            VaultReplicaKeys.Builder.create(app, "Mistake")
                    .alias("very_secret_key")
                    .regions(List.of("eu-wset-1"))
                    .vaultAccount(VAULT_ACCOUNT)
                    .build();
        } catch (final RuntimeException error) {
            mistake = error.getMessage();
        }

        System.out.println(new ObjectMapper().writeValueAsString(Map.of(
                "aliasNames", List.of(keys.getAliasName(), single.getAliasName(), stackSet.getAliasName()),
                "regions", List.of(keys.getRegions(), stackSet.getRegions()),
                "retiredRegions", List.of(keys.getRetiredRegions(), stackSet.getRetiredRegions()),
                "regionalPolicy", keys.keyIn("us-east-1").renderKeyPolicy(),
                "singlePolicy", single.renderKeyPolicy(),
                "maxBytes", ReplicaKeyPolicy.MAX_BYTES,
                "granted", grant.getSuccess(),
                "serviceName", workMail.getServiceName(),
                "mappings", mappings,
                "mistake", mistake)));
    }

    private static String roleArn(final String name) {
        return "arn:aws:iam::" + VAULT_ACCOUNT + ":role/" + name;
    }

    private static Stack stackOf(final App app, final String id, final String account) {
        return Stack.Builder.create(app, id)
                .env(Environment.builder().account(account).region("eu-west-1").build())
                .build();
    }

    private static PolicyStatement allowAuditors() {
        return PolicyStatement.Builder.create()
                .sid("Allow the auditors to look")
                .principals(List.of(new AccountPrincipal("444444444444")))
                .actions(List.of("kms:DescribeKey"))
                .resources(List.of("*"))
                .build();
    }
}
