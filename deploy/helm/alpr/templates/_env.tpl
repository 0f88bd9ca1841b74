{{/* Settings, as environment variables: they win over alpr.yaml. */}}
{{- define "alpr.env" -}}
- { name: ALPR_DATA, value: /data }
# Libraries unpack here, not into a volume that may be noexec.
- { name: XDG_CACHE_HOME, value: /tmp/cache }
- { name: ALPR_SITE, value: {{ .Values.site | quote }} }
# Within the cluster; /metrics wants the token.
- { name: ALPR_LISTEN, value: 0.0.0.0 }
- { name: ALPR_LOG_FORMAT, value: json }
{{ include "alpr.secretEnv" (list . "ALPR_METRICS_TOKEN") }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "alpr.env.kafka" -}}
- name: KAFKA_BOOTSTRAP_SERVERS
  value: {{ required "set kafka.bootstrapServers to your brokers: host:port, comma separated" .Values.kafka.bootstrapServers | quote }}
- name: SCHEMA_REGISTRY_URL
  value: {{ required "set schemaRegistry.url to your schema registry, e.g. http://schema-registry:8081" .Values.schemaRegistry.url | quote }}
{{- end }}

{{- define "alpr.env.archive" -}}
- name: DB_HOST
  value: {{ required "set database.host to your PostgreSQL" .Values.database.host | quote }}
- { name: DB_PORT, value: {{ .Values.database.port | quote }} }
- { name: DB_NAME, value: {{ .Values.database.name | quote }} }
- { name: DB_USER, value: {{ .Values.database.user | quote }} }
{{ include "alpr.secretEnv" (list . "DB_PASSWORD") }}
- name: MINIO_ENDPOINT
  value: {{ required "set objectStore.endpoint to your S3: host:port or https://host" .Values.objectStore.endpoint | quote }}
- { name: MINIO_BUCKET, value: {{ .Values.objectStore.bucket | quote }} }
- { name: MINIO_PUBLIC_ENDPOINT, value: {{ .Values.objectStore.publicEndpoint | quote }} }
{{ include "alpr.secretEnv" (list . "MINIO_ACCESS_KEY") }}
{{ include "alpr.secretEnv" (list . "MINIO_SECRET_KEY") }}
{{- end }}
