#!/usr/bin/env bash
# Records one scenario on a real Apache Kafka cluster (loopback only): record.sh <scenario> [--takes N] [--kafka VERSION]
# A scenario is a file name without .yaml in conformance/scenarios or scenarios/**, or a path.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
name="${1:?usage: record.sh <scenario> [--takes N] [--kafka VERSION]}"
shift
file="$name"
if [ ! -f "$file" ]; then
  file="$(find "$root/conformance/scenarios" "$root/scenarios" -name "$name.yaml" 2>/dev/null | head -n 1 || true)"
fi
[ -n "$file" ] || { echo "no scenario named $name" >&2; exit 2; }

# The release whose rules the scenario names; the newest patch of each line that the recorder knows.
kafka=""
rest=()
while [ $# -gt 0 ]; do
  case "$1" in
    --kafka) kafka="$2"; shift 2 ;;
    *) rest+=("$1"); shift ;;
  esac
done
if [ -z "$kafka" ]; then
  rules="$(sed -n "s/^rules: *['\"]\{0,1\}\([0-9.]*\).*/\1/p" "$file" | head -n 1)"
  case "$rules" in
    ''|4.3) kafka=4.3.1 ;;
    3.9) kafka=3.9.2 ;;
    *) echo "no Kafka release is known for rules $rules; give --kafka" >&2; exit 2 ;;
  esac
fi

out="$here/target/$kafka"
stamp="$out/built"
if [ ! -f "$stamp" ] || [ -n "$(find "$here/src" "$here/pom.xml" -newer "$stamp" | head -n 1)" ]; then
  mkdir -p "$out"
  case "$kafka" in 3.*) jackson=2.16.2 ;; *) jackson=2.21.2 ;; esac
  nice -n 15 mvn -q -f "$here/pom.xml" -Dkafka.version="$kafka" -Djackson.version="$jackson" compile dependency:build-classpath \
    -Dmdep.outputFile="$out/classpath.txt"
  touch "$stamp"
fi
exec nice -n 15 java -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.logFile="$out/recorder.log" \
  -cp "$out/classes:$(cat "$out/classpath.txt")" \
  highwater.recorder.Recorder --kafka "$kafka" --scenario "$file" \
  --out "$root/conformance/recordings/$kafka/$(basename "$file" .yaml).json" "${rest[@]+"${rest[@]}"}"
