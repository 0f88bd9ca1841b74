{{/* Name of everything; 40 characters leave room for what Kubernetes appends. */}}
{{- define "alpr.fullname" -}}
{{- $name := .Release.Name -}}
{{- if not (contains .Chart.Name $name) }}{{ $name = printf "%s-%s" $name .Chart.Name }}{{ end -}}
{{- default $name .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{- define "alpr.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "alpr.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ required "set serviceAccount.name, or serviceAccount.create=true" .Values.serviceAccount.name }}
{{- end -}}
{{- end }}

{{- define "alpr.secret" -}}
{{ default (include "alpr.fullname" .) .Values.existingSecret }}
{{- end }}

{{/* Takes (list $ "component"), as the next one. */}}
{{- define "alpr.selector" -}}
{{- $ := index . 0 -}}
app.kubernetes.io/name: {{ $.Chart.Name }}
app.kubernetes.io/instance: {{ $.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "alpr.labels" -}}
{{- $ := index . 0 -}}
{{ include "alpr.selector" . }}
app.kubernetes.io/version: {{ $.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $.Chart.Name $.Chart.Version }}
{{- end }}

{{/* Takes (list $ "KEY"): the environment variable of that name. */}}
{{- define "alpr.secretEnv" -}}
- name: {{ index . 1 }}
  valueFrom:
    secretKeyRef: { name: {{ include "alpr.secret" (index . 0) }}, key: {{ index . 1 }} }
{{- end }}
