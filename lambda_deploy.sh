#!/usr/bin/env bash
# Puts Costermonger on AWS Lambda: builds the bundle, sets up what it needs, tries it, rolls back.
# Run it again after any change; what is as it should be stays untouched. See docs/lambda.md.
set -euo pipefail

usage() {
    cat <<'END'
usage: ./lambda_deploy.sh --skill-id ID --secrets WHERE [options]

  --skill-id ID        the Alexa skill that may call the function: amzn1.ask.skill...
  --secrets WHERE      where secret settings are kept: ssm:/path or secretsmanager:name
  --set NAME=VALUE     a setting that is no secret; may be given more than once
  --function NAME      the function's name (costermonger)
  --alias NAME         what Alexa and the web call (live)
  --arch ARCH          arm64 or x86_64 (arm64)
  --memory MB          (1024)
  --timeout SECONDS    Alexa waits for eight (8)
  --concurrency N      how many copies may run at once, or "none" for no limit of its own (20)
  --retention DAYS     how long logs are kept (30)
  --kms-key ARN        a key of your own that the secrets are encrypted with
  --subnets A,B --security-groups C
                       the private network that the database is in
  --no-http            no function URL: Alexa alone
  --bundle FILE.zip    deploy this one, made by "coster bundle build"
  --dry-run            print every call; change nothing

Region and credentials are those of the AWS CLI: AWS_REGION, AWS_PROFILE and so on.
END
}

here=$(cd "$(dirname "$0")" && pwd)
function=costermonger alias=live arch=arm64 memory=1024 timeout=8 concurrency=20 retention=30
skill_id='' secrets='' kms_key='' subnets='' groups='' bundle='' http=yes dry='' changes=0
settings=()
ANSWER=''

die() {
    printf 'lambda_deploy: %s\n' "$*" >&2
    exit 1
}

say() { printf '%s\n' "$*"; }

parse() {
    while [ $# -gt 0 ]; do
        case $1 in
        --dry-run) dry=yes && shift && continue ;;
        --no-http) http='' && shift && continue ;;
        -h | --help) usage && exit 0 ;;
        esac
        [ $# -ge 2 ] || die "$1 needs a value; see --help"
        case $1 in
        --skill-id) skill_id=$2 ;;
        --secrets) secrets=$2 ;;
        --set) settings+=("--set=$2") ;;
        --function) function=$2 ;;
        --alias) alias=$2 ;;
        --arch) arch=$2 ;;
        --memory) memory=$2 ;;
        --timeout) timeout=$2 ;;
        --concurrency) concurrency=$2 ;;
        --retention) retention=$2 ;;
        --kms-key) kms_key=$2 ;;
        --subnets) subnets=$2 ;;
        --security-groups) groups=$2 ;;
        --bundle) bundle=$2 ;;
        *) die "there is no option $1; see --help" ;;
        esac
        shift 2
    done
    case $skill_id in
    amzn1.ask.skill.?*) ;;
    *) die '--skill-id must name the Alexa skill, like amzn1.ask.skill.1234...' ;;
    esac
    [ -n "$subnets" ] && [ -z "$groups" ] && die '--subnets needs --security-groups'
    return 0
}

# Prints a call as one could type it.
shown() {
    local word
    printf 'aws'
    for word in "$@"; do printf ' %q' "$word"; done
    printf '\n'
}

explain() {
    local said
    said=$(cat "$work/said")
    case $said in
    *'Unable to locate credentials'* | *NoCredentials* | *'security token'* | *ExpiredToken* | *InvalidClientTokenId*)
        die "AWS knows no credentials, or these are no longer good: run \"aws configure\" or \"aws sso login\". It says: $said" ;;
    *'Could not connect to the endpoint'*) die "AWS cannot be reached; is the region right? It says: $said" ;;
    *AccessDenied* | *UnauthorizedOperation*) die "these credentials may not do that (docs/lambda.md lists what they need): $said" ;;
    *'Unknown options'* | *'Invalid choice'*) die "the AWS CLI is too old; update it. It says: $said" ;;
    *) die "the call \"$1\" failed: $said" ;;
    esac
}

# A call that only reads: its answer in ANSWER; 1 where there is no such thing.
look() {
    if [ -n "$dry" ]; then say "reads:   $(shown "$@")"; fi
    if ANSWER=$(aws "$@" 2>"$work/said"); then return 0; fi
    if grep -Eq 'ResourceNotFoundException|NoSuchEntity|\(404\)' "$work/said"; then ANSWER='' && return 1; fi
    explain "$(shown "$@")"
}

# A call that changes something: printed alone in a dry run.
change() {
    changes=$((changes + 1))
    if [ -n "$dry" ]; then say "changes: $(shown "$@")" && ANSWER='' && return 0; fi
    say "  $1 $2"
    if ANSWER=$(aws "$@" 2>"$work/said"); then return 0; fi
    explain "$(shown "$@")"
}

same_json() { "$python" -c 'import json, sys; sys.exit(json.loads(sys.argv[1]) != json.load(open(sys.argv[2])))' "$1" "$2"; }

check_tools() {
    command -v aws >/dev/null || die 'the AWS CLI is missing: pip install awscli, or https://aws.amazon.com/cli/'
    if [ -x "$here/.venv/bin/coster" ]; then coster=$here/.venv/bin/coster; else coster=$(command -v coster || true); fi
    [ -n "${COSTER:-$coster}" ] || die 'coster is missing: python3 -m venv .venv && .venv/bin/pip install .'
    coster=${COSTER:-$coster}
    python=$(dirname "$coster")/python
    [ -x "$python" ] || python=python3
    export AWS_PAGER=''
    region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}
    [ -n "$region" ] || die 'no region: set AWS_REGION, like eu-west-1 (docs/lambda.md says which are near Alexa)'
    export AWS_REGION=$region AWS_DEFAULT_REGION=$region
}

who_am_i() {
    look sts get-caller-identity --query '[Account, Arn]' --output text || die 'AWS does not say who we are'
    local arn
    read -r account arn <<<"$ANSWER"
    partition=$(printf '%s' "$arn" | cut -d: -f2)
    role_arn=arn:$partition:iam::$account:role/$role
}

make_bundle() {
    if [ -z "$bundle" ]; then
        bundle=$work/bundle.zip
        "$coster" bundle build --source "$here" --arch "$arch" --to "$bundle"
    fi
    "$coster" bundle check "$bundle"
    runtime=python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    "$coster" bundle papers --to "$work" --function "$function" --alias "$alias" \
        --partition "$partition" --region "$region" --account "$account" --skill-id "$skill_id" \
        --secrets "$secrets" --kms-key "$kms_key" ${subnets:+--vpc} ${settings[@]+"${settings[@]}"}
    configuration=(--role "$role_arn" --handler skill.lambda_handler.handler --runtime "$runtime"
        --memory-size "$memory" --timeout "$timeout" --environment "file://$work/environment.json"
        --vpc-config "SubnetIds=[${subnets}],SecurityGroupIds=[${groups}]")
    # Says all of a version: a version that has it is the one that is wanted.
    mark="costermonger $("$python" -c '
import hashlib, sys
total = hashlib.sha256(" ".join(sys.argv[3:]).encode())
for name in sys.argv[1:3]:
    total.update(hashlib.sha256(open(name, "rb").read()).digest())
print(total.hexdigest())' "$bundle" "$work/environment.json" \
        "$role_arn" "$runtime" "$arch" "$memory" "$timeout" "$subnets" "$groups")"
}

set_up_log() {
    local group=/aws/lambda/$function
    look logs describe-log-groups --log-group-name-prefix "$group" --output text \
        --query "logGroups[?logGroupName=='$group'].[logGroupName, retentionInDays]" || ANSWER=''
    [ -n "$ANSWER" ] || change logs create-log-group --log-group-name "$group"
    case $ANSWER in
    *[[:space:]]"$retention") ;;
    *) change logs put-retention-policy --log-group-name "$group" --retention-in-days "$retention" ;;
    esac
}

set_up_role() {
    if look iam get-role --role-name "$role" --query Role.AssumeRolePolicyDocument --output json; then
        same_json "$ANSWER" "$work/trust.json" ||
            change iam update-assume-role-policy --role-name "$role" --policy-document "file://$work/trust.json"
    else
        change iam create-role --role-name "$role" --assume-role-policy-document "file://$work/trust.json"
    fi
    if look iam get-role-policy --role-name "$role" --policy-name "$function" --query PolicyDocument --output json &&
        same_json "$ANSWER" "$work/policy.json"; then return 0; fi
    change iam put-role-policy --role-name "$role" --policy-name "$function" --policy-document "file://$work/policy.json"
}

# A new role is known everywhere only after some seconds.
create_function() {
    local try=0
    if [ -n "$dry" ]; then change "$@" && return 0; fi
    until aws "$@" >/dev/null 2>"$work/said"; do
        try=$((try + 1))
        if [ "$try" -ge 10 ] || ! grep -q 'cannot be assumed' "$work/said"; then explain "$(shown "$@")"; fi
        sleep 3
    done
    say "  $1 $2"
    changes=$((changes + 1))
}

wait_for() { [ -n "$dry" ] || look lambda wait "$1" --function-name "$function" || die "$function did not become ready"; }

set_up_function() {
    before=''
    if look lambda get-alias --function-name "$function" --name "$alias" --query FunctionVersion --output text; then before=$ANSWER; fi
    if [ -n "$before" ]; then
        look lambda get-function-configuration --function-name "$function" --qualifier "$before" --query Description --output text || ANSWER=''
        if [ "$ANSWER" = "$mark" ]; then version=$before && return 0; fi
    fi
    if look lambda get-function-configuration --function-name "$function" --query Runtime --output text; then
        change lambda update-function-code --function-name "$function" --architectures "$arch" --zip-file "fileb://$bundle"
        wait_for function-updated-v2
        change lambda update-function-configuration --function-name "$function" "${configuration[@]}"
        wait_for function-updated-v2
    else
        create_function lambda create-function --function-name "$function" --architectures "$arch" \
            --zip-file "fileb://$bundle" "${configuration[@]}"
        wait_for function-active-v2
    fi
    change lambda publish-version --function-name "$function" --description "$mark" --query Version --output text
    version=${ANSWER:-NEW_VERSION}
}

set_up_concurrency() {
    look lambda get-function-concurrency --function-name "$function" --query ReservedConcurrentExecutions --output text || ANSWER=None
    [ "${ANSWER:-None}" = "${concurrency/none/None}" ] && return 0
    if [ "$concurrency" = none ]; then
        change lambda delete-function-concurrency --function-name "$function"
    else
        change lambda put-function-concurrency --function-name "$function" --reserved-concurrent-executions "$concurrency"
    fi
}

move_alias() {
    [ "$before" = "$version" ] && return 0
    local how=create-alias
    [ -n "$before" ] && how=update-alias
    change lambda "$how" --function-name "$function" --name "$alias" --function-version "$version"
}

# Sends an event through the alias; 1 unless the answer has what is looked for.
try_event() {
    local call=(lambda invoke --function-name "$function" --qualifier "$alias" --payload "fileb://$work/$1.json"
        --query FunctionError --output text "$work/answer.json")
    if [ -n "$dry" ]; then say "tries:   $(shown "${call[@]}")" && return 0; fi
    if aws "${call[@]}" >"$work/failed" 2>"$work/said" &&
        grep -q '^None$' "$work/failed" && grep -q "$2" "$work/answer.json"; then
        say "  $1: answered"
        return 0
    fi
    say "  $1: $(cat "$work/said" 2>/dev/null; head -c 600 "$work/answer.json" 2>/dev/null)"
    return 1
}

smoke_test() {
    if try_event launch '"outputSpeech"' && { [ -z "$http" ] || try_event health '"statusCode": *200'; }; then return 0; fi
    [ "$before" = "$version" ] && die "$alias does not answer, and nothing had changed"
    if [ -n "$before" ]; then
        change lambda update-alias --function-name "$function" --name "$alias" --function-version "$before"
        die "version $version does not answer: $alias is back on version $before"
    fi
    change lambda delete-alias --function-name "$function" --name "$alias"
    die "version $version does not answer, and there was none before: $alias is gone again"
}

# Lets somebody call the alias, unless the statement is there. The rest are words of add-permission.
permit() {
    local sid=$1
    shift
    case $policy in *"\"$sid\""*) return 0 ;; esac
    change lambda add-permission --function-name "$function" --qualifier "$alias" --statement-id "$sid" "$@"
}

forbid() { change lambda remove-permission --function-name "$function" --qualifier "$alias" --statement-id "$1"; }

open_doors() {
    local sid wanted
    look lambda get-policy --function-name "$function" --qualifier "$alias" --query Policy --output text || ANSWER=''
    policy=$ANSWER
    wanted=alexa-$(printf '%s' "$skill_id" | tr -c 'A-Za-z0-9' -)
    for sid in $(printf '%s' "$policy" | grep -Eo '"alexa-[A-Za-z0-9-]+"' | tr -d '"' || true); do
        [ "$sid" = "$wanted" ] || forbid "$sid"
    done
    permit "$wanted" --action lambda:InvokeFunction --principal alexa-appkit.amazon.com --event-source-token "$skill_id"
    url=''
    if look lambda get-function-url-config --function-name "$function" --qualifier "$alias" --query FunctionUrl --output text; then url=$ANSWER; fi
    if [ -z "$http" ]; then
        [ -z "$url" ] || change lambda delete-function-url-config --function-name "$function" --qualifier "$alias"
        case $policy in *'"url"'*) forbid url && forbid url-function ;; esac
        url=''
        return 0
    fi
    if [ -z "$url" ]; then
        change lambda create-function-url-config --function-name "$function" --qualifier "$alias" --auth-type NONE --query FunctionUrl --output text
        url=$ANSWER
    fi
    permit url --action lambda:InvokeFunctionUrl --principal '*' --function-url-auth-type NONE
    permit url-function --action lambda:InvokeFunction --principal '*' --invoked-via-function-url
}

parse "$@"
role=$function-role
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
check_tools
who_am_i
make_bundle
set_up_log
set_up_role
set_up_function
set_up_concurrency
move_alias
smoke_test
open_doors
say "Alexa's endpoint: arn:$partition:lambda:$region:$account:function:$function:$alias"
[ -z "$url" ] || say "The web's address: $url"
if [ -n "$dry" ]; then say "A dry run: $changes calls would change something."; else say "$changes calls changed something."; fi
