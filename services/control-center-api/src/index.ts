export type { AuditHeadExport } from './audit/audited-writer.ts'
export { type AuditVerdict, verifyAudit } from './audit/verify-audit.ts'
export { derivedKey } from './auth/derived-keys.ts'
export { openUserAdministration, type UserAdministrationPorts } from './auth/open-user-administration.ts'
export type { NewPassword, UserAdministration } from './auth/user-administration.ts'
export { callHalt, FLATTEN_TIMEOUT_MS, HALT_TIMEOUT_MS, type HaltPorts } from './commands/call-halt.ts'
export { type ControlCenterConfig, type ControlCenterSettings, controlCenterConfigSchema } from './config.ts'
export type { AuditFinding, AuditHead } from './core/audit-chain.ts'
export { grantAccess, type ListedRoute } from './http/access.ts'
export { isLoopback } from './http/guard-host.ts'
export { Problem } from './http/problem.ts'
export { openapiDocument } from './openapi-document.ts'
export type { ControlCenterPorts } from './ports.ts'
export { type OrderSource, ordersOfStore } from './projections/order-source.ts'
export { Projector, type ProjectorOptions } from './projections/projector.ts'
export {
  type ReadModelRebuild,
  type RebuildOptions,
  type RebuildPorts,
  type RebuildProgress,
  rebuildReadModels,
} from './projections/rebuild-read-models.ts'
export { type ControlCenterApi, createControlCenterApi } from './service.ts'
export { type AccountControlView, type ControlView, createControlView } from './views/control-view.ts'
export { createLiveView, type InstrumentView, type LiveView, type LiveViewConfig } from './views/live-view.ts'
export type { WebFile, WebFiles } from './web/web-files.ts'
