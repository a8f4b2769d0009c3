export { type AuditorConfig, auditorConfigSchema } from './config.ts'
export { type AccountHistory, type Auditor, type AuditorPorts, createAuditor } from './service.ts'
