{{/* What all pods have but for their containers and volumes. Takes (list $ "component"). */}}
{{- define "alpr.pod" -}}
{{- $ := index . 0 -}}
{{- $own := index $.Values (index . 1) -}}
serviceAccountName: {{ include "alpr.serviceAccount" $ }}
automountServiceAccountToken: false
# A Service named alpr-query would set ALPR_QUERY_PORT to tcp://…, and that is the name of a setting.
enableServiceLinks: false
# A batch or a picture that is under way comes to its end.
terminationGracePeriodSeconds: 60
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: { type: RuntimeDefault }
{{- with $.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "alpr.selector" . | nindent 8 }}
{{- with $own.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* What all containers have but for arguments, environment and volumes. Takes (list $ "component" port scheme). */}}
{{- define "alpr.container" -}}
{{- $ := index . 0 -}}
{{- $own := index $.Values (index . 1) -}}
{{- $scheme := index . 3 -}}
name: {{ index . 1 }}
image: "{{ $.Values.image.repository }}:{{ default $.Chart.AppVersion $.Values.image.tag }}"
imagePullPolicy: {{ $.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
ports:
  - { name: http, containerPort: {{ index . 2 }} }
# Six minutes: models are loaded, and the recorder waits five for the others before it gives up.
startupProbe:
  httpGet: { path: /health/live, port: http, scheme: {{ $scheme }} }
  periodSeconds: 5
  failureThreshold: 72
livenessProbe:
  httpGet: { path: /health/live, port: http, scheme: {{ $scheme }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 5
readinessProbe:
  httpGet: { path: /health/ready, port: http, scheme: {{ $scheme }} }
  periodSeconds: 10
  timeoutSeconds: 5
resources: {{- toYaml $own.resources | nindent 2 }}
{{- end }}

{{/* /tmp must allow execution, since native libraries unpack there; an emptyDir does. */}}
{{- define "alpr.tmp" -}}
- name: tmp
  emptyDir: { sizeLimit: 512Mi }
{{- end }}
