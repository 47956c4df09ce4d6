// The whole public API in Go: the same as typescript/app.ts.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-vault-replica-keys/cdk-vault-replica-keys-go/vaultreplicakeys"
)

const (
	vaultAccount     = "111111111111"
	protectedAccount = "222222222222"
)

func roleArn(name string) *string {
	return jsii.String("arn:aws:iam::" + vaultAccount + ":role/" + name)
}

func allowAuditors() awsiam.PolicyStatement {
	return awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid:        jsii.String("Allow the auditors to look"),
		Principals: &[]awsiam.IPrincipal{awsiam.NewAccountPrincipal(jsii.String("444444444444"))},
		Actions:    jsii.Strings("kms:DescribeKey"),
		Resources:  jsii.Strings("*"),
	})
}

func stackOf(app awscdk.App, id string, account string) awscdk.Stack {
	return awscdk.NewStack(app, jsii.String(id), &awscdk.StackProps{
		Env: &awscdk.Environment{Account: jsii.String(account), Region: jsii.String("eu-west-1")},
	})
}

// errorOf gives the message of the error that f ends with. Errors of constructs are panics in Go.
func errorOf(f func()) (message string) {
	defer func() { message = fmt.Sprint(recover()) }()
	f()
	return
}

func main() {
	defer jsii.Close()

	administrator := awsiam.NewArnPrincipal(roleArn("KeyAdministrator"))
	app := awscdk.NewApp(nil)
	vault := stackOf(app, "Vault", vaultAccount)
	source := stackOf(app, "Protected", protectedAccount)
	role := awsiam.NewRole(vault, jsii.String("VaultRole"), &awsiam.RoleProps{
		RoleName:  jsii.String("Copier"),
		AssumedBy: awsiam.NewAccountPrincipal(jsii.String("999999999999")),
	})
	sourceRole := awsiam.Role_FromRoleName(source, jsii.String("SourceRole"), jsii.String("SourceIAMRole"), nil)

	// Keys in several Regions, with every option.
	workMail := vaultreplicakeys.ViaService_Of(jsii.String("workmail"))
	keys := vaultreplicakeys.NewVaultReplicaKeys(app, jsii.String("ReplicaKeys"), &vaultreplicakeys.VaultReplicaKeysProps{
		Alias:                 jsii.String("very_secret_key"),
		Regions:               jsii.Strings("eu-west-1", "eu-central-1"),
		RetiredRegions:        jsii.Strings("us-east-1"),
		VaultAccount:          jsii.String(vaultAccount),
		VaultRole:             vaultreplicakeys.VaultRole_FromRole(role, nil),
		ProtectedAccounts:     jsii.Strings(protectedAccount),
		ProtectedOrganization: vaultreplicakeys.ProtectedOrganization_FromPaths(jsii.Strings("o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/")),
		ProtectedRoleName:     jsii.String("SourceIAMRole"),
		AccountMatching:       vaultreplicakeys.AccountMatching_CALLER_ACCOUNT,
		ViaServices: &[]vaultreplicakeys.ViaService{
			vaultreplicakeys.ViaService_EBS(),
			vaultreplicakeys.ViaService_RDS(),
			vaultreplicakeys.ViaService_REDSHIFT(),
			vaultreplicakeys.ViaService_DYNAMODB(),
			vaultreplicakeys.ViaService_EFS(),
			vaultreplicakeys.ViaService_S3(),
			vaultreplicakeys.ViaService_BACKUP(),
			vaultreplicakeys.ViaService_FSX(),
			vaultreplicakeys.ViaService_STORAGE_GATEWAY(),
			vaultreplicakeys.ViaService_TIMESTREAM(),
			workMail,
		},
		Administrators: &[]awsiam.IPrincipal{administrator},
		AdministratorPatterns: &[]*string{
			roleArn("aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????"),
			jsii.String("arn:aws:iam::" + vaultAccount + ":user/key-admins/*"),
		},
		DeletionProtection:    jsii.Bool(true),
		BreakGlassPrincipals:  &[]awsiam.IPrincipal{awsiam.NewArnPrincipal(roleArn("BreakGlass"))},
		BreakGlassPatterns:    &[]*string{roleArn("aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_????????????????")},
		PolicyId:              jsii.String("replica-key"),
		Description:           jsii.String("Replicas of the shop"),
		RotationPeriod:        awscdk.Duration_Days(jsii.Number(180)),
		PendingWindow:         awscdk.Duration_Days(jsii.Number(14)),
		RemovalPolicy:         awscdk.RemovalPolicy_RETAIN_ON_UPDATE_OR_DELETE,
		StackNamePrefix:       jsii.String("Shop"),
		TerminationProtection: jsii.Bool(true),
	})
	keys.AddProtectedAccount(jsii.String("333333333333"))
	keys.AddAdministrator(awsiam.NewArnPrincipal(jsii.String("arn:aws:iam::" + vaultAccount + ":user/key_administrator@example.com")))
	keys.AddToKeyPolicy(allowAuditors())
	grant := keys.GrantUse(sourceRole)
	awsiam.NewManagedPolicy(source, jsii.String("UseOfReplicaKeys"), &awsiam.ManagedPolicyProps{
		Statements: keys.ProtectedRoleStatements(),
	})
	awscdk.NewCfnOutput(keys.StackIn(jsii.String("eu-central-1")), jsii.String("KeyId"), &awscdk.CfnOutputProps{
		Value: keys.KeyIn(jsii.String("eu-central-1")).Key().KeyId(),
	})
	eventBus := &vaultreplicakeys.CentralEventBusOptions{
		EventBusArn: jsii.String("arn:aws:events:us-east-1:" + vaultAccount + ":event-bus/key-alarms"),
	}
	rules := *keys.OnCloudTrailKeyChange(jsii.String("KeyChange"), eventBus)
	keys.OnReplicaCopyFailed(jsii.String("CopyFailed"), eventBus)
	awscdk.NewCfnOutput(keys.StackIn(jsii.String("eu-central-1")), jsii.String("RuleName"), &awscdk.CfnOutputProps{Value: rules[1].RuleName()})

	// Keys created by hand.
	adopted := vaultreplicakeys.NewVaultReplicaKeys(app, jsii.String("AdoptedKeys"), &vaultreplicakeys.VaultReplicaKeysProps{
		Alias:             jsii.String("made_by_hand"),
		Regions:           jsii.Strings("eu-west-1"),
		VaultAccount:      jsii.String(vaultAccount),
		ProtectedAccounts: jsii.Strings(protectedAccount),
	})
	mappings := adopted.AdoptKeys(&vaultreplicakeys.AdoptKeysOptions{
		Directory: jsii.String("mappings"),
		Keys: &map[string]*vaultreplicakeys.ExistingKey{
			"eu-west-1": {
				KeyArn: jsii.String("arn:aws:kms:eu-west-1:" + vaultAccount + ":key/1234abcd-12ab-34cd-56ef-1234567890ab"),
				Policy: jsii.String(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}}`),
			},
		},
	})

	// One key, in an existing stack.
	single := vaultreplicakeys.NewVaultReplicaKey(vault, jsii.String("ReplicaKey"), &vaultreplicakeys.VaultReplicaKeyProps{
		Alias:                 jsii.String("single_key"),
		VaultRole:             vaultreplicakeys.VaultRole_FromRoleArn(roleArn("backup/Copier"), nil),
		ProtectedOrganization: vaultreplicakeys.ProtectedOrganization_FromId(jsii.String("o-a1b2c3d4e5")),
		AccountMatching:       vaultreplicakeys.AccountMatching_PRINCIPAL,
	})
	single.AddProtectedAccount(jsii.String(protectedAccount))
	single.AddAdministrator(administrator)
	single.AddToKeyPolicy(allowAuditors())
	single.GrantUse(sourceRole)
	awsiam.NewManagedPolicy(source, jsii.String("UseOfSingleKey"), &awsiam.ManagedPolicyProps{
		Statements: single.ProtectedRoleStatements(),
	})
	single.Key().GrantDecrypt(role)
	single.OnCloudTrailKeyChange(jsii.String("KeyChange"), &awsevents.OnEventOptions{Description: jsii.String("Changes of the key")})
	single.OnReplicaCopyFailed(jsii.String("CopyFailed"), nil)
	awscdk.NewCfnOutput(vault, jsii.String("SingleAlias"), &awscdk.CfnOutputProps{Value: single.Alias().AliasName()})

	// Only the policy, for a key that the app creates itself.
	policy := vaultreplicakeys.NewReplicaKeyPolicy(&vaultreplicakeys.ReplicaKeyPolicyProps{
		VaultAccount: jsii.String(vaultAccount),
		Partition:    jsii.String("aws"),
		VaultRole: vaultreplicakeys.VaultRole_FromRoleName(jsii.String("BackupIAMRole"), &vaultreplicakeys.VaultRoleOptions{
			LateBound: jsii.Bool(true),
		}),
		ViaServices: &[]vaultreplicakeys.ViaService{vaultreplicakeys.ViaService_EBS()},
	})
	policy.AddProtectedAccount(jsii.String(protectedAccount))
	policy.AddAdministrator(administrator)
	policy.AddStatement(allowAuditors())
	awskms.NewKey(vault, jsii.String("OwnKey"), &awskms.KeyProps{Policy: policy.Document(jsii.String("eu-west-1"))})

	// Keys of the PROTECTED account: their key policies, and the IAM policy of the VAULT role.
	volumes := jsii.String("arn:aws:kms:eu-west-1:" + protectedAccount + ":key/0987dcba-09fe-87dc-65ba-ab0987654321")
	access := vaultreplicakeys.NewProtectedKeyAccess(source, jsii.String("VaultAccess"), &vaultreplicakeys.ProtectedKeyAccessProps{
		Keys: &[]awskms.IKey{
			awskms.Key_FromKeyArn(source, jsii.String("Volumes"), volumes),
			awskms.Alias_FromAliasName(source, jsii.String("Databases"), jsii.String("alias/databases")),
			awskms.NewKey(source, jsii.String("Files"), &awskms.KeyProps{Alias: jsii.String("files")}),
		},
		VaultAccount: jsii.String(vaultAccount),
		VaultRole:    vaultreplicakeys.VaultRole_FromRoleName(jsii.String("Copier"), nil),
	})
	access.GrantUse(role)
	awsiam.NewManagedPolicy(vault, jsii.String("UseOfProtectedKeys"), &awsiam.ManagedPolicyProps{
		Statements: access.VaultRoleStatements(),
	})

	// Any statements, on an existing key, which come back when somebody replaces its policy.
	vaultreplicakeys.NewKeyPolicyStatements(source, jsii.String("Auditors"), &vaultreplicakeys.KeyPolicyStatementsProps{
		Key:               awskms.Alias_FromAliasName(source, jsii.String("Archive"), jsii.String("alias/archive")),
		Statements:        &[]awsiam.PolicyStatement{allowAuditors()},
		RestoreStatements: jsii.Bool(true),
	})

	// Keys in many Regions, by one StackSet.
	stackSet := vaultreplicakeys.NewVaultReplicaKeyStackSet(vault, jsii.String("StackSet"), &vaultreplicakeys.VaultReplicaKeyStackSetProps{
		Alias:          jsii.String("stack_set_key"),
		Regions:        jsii.Strings("eu-west-1", "us-west-2"),
		RetiredRegions: jsii.Strings("ap-southeast-2"),
		VaultAccount:   jsii.String(vaultAccount),
		Deployment: vaultreplicakeys.StackSetDeployment_SelfManaged(&vaultreplicakeys.SelfManagedDeploymentOptions{
			Accounts:               jsii.Strings(vaultAccount),
			AdministrationRoleName: jsii.String("StackSetAdministrator"),
			ExecutionRoleName:      jsii.String("StackSetExecutor"),
		}),
		StackSetName:               jsii.String("ShopReplicaKeys"),
		FailureTolerancePercentage: jsii.Number(10),
	})
	stackSet.AddProtectedAccount(jsii.String(protectedAccount))
	stackSet.AddAdministrator(administrator)
	stackSet.AddToKeyPolicy(allowAuditors())
	stackSet.GrantUse(sourceRole)
	stackSet.OnCloudTrailKeyChange(jsii.String("KeyChange"), eventBus)
	stackSet.OnReplicaCopyFailed(jsii.String("CopyFailed"), eventBus)
	awsiam.NewManagedPolicy(source, jsii.String("UseOfStackSetKeys"), &awsiam.ManagedPolicyProps{
		Statements: stackSet.ProtectedRoleStatements(),
	})

	// Access to keys of many PROTECTED accounts, by one StackSet: of listed accounts, or of units of an organization.
	accessOfAccounts := vaultreplicakeys.NewProtectedKeyAccessStackSet(vault, jsii.String("AccessOfAccounts"), &vaultreplicakeys.ProtectedKeyAccessStackSetProps{
		Aliases:      jsii.Strings("databases"),
		Regions:      jsii.Strings("eu-west-1"),
		VaultAccount: jsii.String(vaultAccount),
		VaultRole:    vaultreplicakeys.VaultRole_FromRoleName(jsii.String("Copier"), nil),
		Deployment: vaultreplicakeys.StackSetDeployment_SelfManaged(&vaultreplicakeys.SelfManagedDeploymentOptions{
			Accounts: jsii.Strings(protectedAccount, "333333333333"),
		}),
		MissingKey:        vaultreplicakeys.MissingKey_FAIL,
		RestoreStatements: jsii.Bool(true),
	})
	accessOfAccounts.GrantUse(role)
	awsiam.NewManagedPolicy(vault, jsii.String("UseOfKeysOfAccounts"), &awsiam.ManagedPolicyProps{
		Statements: accessOfAccounts.VaultRoleStatements(),
	})
	vaultreplicakeys.NewProtectedKeyAccessStackSet(vault, jsii.String("AccessOfUnits"), &vaultreplicakeys.ProtectedKeyAccessStackSetProps{
		Aliases:      jsii.Strings("volumes", "files"),
		Regions:      jsii.Strings("eu-west-1", "eu-central-1"),
		VaultAccount: jsii.String(vaultAccount),
		Deployment: vaultreplicakeys.StackSetDeployment_ServiceManaged(&vaultreplicakeys.ServiceManagedDeploymentOptions{
			OrganizationalUnits:    jsii.Strings("ou-f6g7-h8i9j0k1"),
			Accounts:               jsii.Strings("555555555555", "666666666666"),
			AutoDeployment:         jsii.Bool(false),
			DelegatedAdministrator: jsii.Bool(true),
		}),
		MissingKey: vaultreplicakeys.MissingKey_SKIP,
	})

	app.Synth(nil)

	// An error is one sentence, in every language.
	mistake := errorOf(func() {
		vaultreplicakeys.NewVaultReplicaKeys(app, jsii.String("Mistake"), &vaultreplicakeys.VaultReplicaKeysProps{
			Alias:        jsii.String("very_secret_key"),
			Regions:      jsii.Strings("eu-wset-1"),
			VaultAccount: jsii.String(vaultAccount),
		})
	})

	err := json.NewEncoder(os.Stdout).Encode(map[string]any{
		"aliasNames":     []any{keys.AliasName(), single.AliasName(), stackSet.AliasName()},
		"regions":        []any{keys.Regions(), stackSet.Regions()},
		"retiredRegions": []any{keys.RetiredRegions(), stackSet.RetiredRegions()},
		"regionalPolicy": keys.KeyIn(jsii.String("us-east-1")).RenderKeyPolicy(),
		"singlePolicy":   single.RenderKeyPolicy(),
		"maxBytes":       vaultreplicakeys.ReplicaKeyPolicy_MAX_BYTES(),
		"granted":        grant.Success(),
		"serviceName":    workMail.ServiceName(),
		"mappings":       mappings,
		"mistake":        mistake,
	})
	if err != nil {
		panic(err)
	}
}
