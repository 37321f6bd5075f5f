#!/usr/bin/env bash
# What a Kafka release says of its own configs: record.sh [VERSION]. Needs a JDK 17 and Maven; starts no server.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
kafka="${1:-4.3.1}"
paths="$here/target/$kafka-classpath.txt"
mkdir -p "$here/target" "$here/recordings"
[ -f "$paths" ] || mvn -q -f "$here/../recorder/pom.xml" -Dkafka.version="$kafka" dependency:build-classpath -Dmdep.outputFile="$paths"
out="$here/recordings/$kafka.json"
nice -n 15 java -Xmx200m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$(cat "$paths")" "$here/Defaults.java" "$kafka" > "$out.new"
mv "$out.new" "$out"
cd "$here/../.." && npx --no-install biome format --write "$out"
