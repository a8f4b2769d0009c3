export { type RiskEngineConfig, type RiskEngineSettings, riskEngineConfigSchema } from './config.ts'
export type { SigningKey, SigningKeys } from './handlers/approval-signer.ts'
export { createRiskEngine, type RiskEngine, type RiskEnginePorts, type RiskEngineSummary } from './service.ts'
