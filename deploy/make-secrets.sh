#!/bin/sh
# Makes the secrets that compose.yaml and kubernetes/kustomization.yaml hand out, in the folder that is named (by default
# `secrets` beside this file). What is there already stays.
set -eu
folder=${1:-"$(dirname "$0")/secrets"}
umask 077
mkdir -p "$folder"
cd "$folder"

random() { od -An -v -N32 -tx1 /dev/urandom | tr -d ' \n'; }
make() { [ -s "$1" ] || printf '%s\n' "$2" > "$1"; }

make admin-token "$(random)"
make postgres-password "$(random)"
make s3-access-key-id codesight
make s3-secret-access-key "$(random)"
make database-url "postgres://codesight:$(cat postgres-password)@postgres:5432/codesight"
make store-identities "{\"identities\":[{\"name\":\"codesight\",\"credentials\":[{\"accessKey\":\"$(cat s3-access-key-id)\",\"secretKey\":\"$(cat s3-secret-access-key)\"}],\"actions\":[\"Admin\",\"Read\",\"Write\",\"List\",\"Tagging\"]}]}"

# Containers get the files alone, and read them as users of their own; nobody else gets into the folder.
chmod 644 ./*
