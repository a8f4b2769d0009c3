export { type RiskEngineConfig, type RiskEngineSettings, riskEngineConfigSchema } from './config.ts'
// The decision alone, without the service around it: for benchmarks.
export type { AccountTerms } from './core/account-books.ts'
export { type CheckResult, check, reserve } from './core/check.ts'
export { createMarketBoard, type MarketBoard, observeInstrument, observeQuote } from './core/market-board.ts'
export { createRiskState, type RiskState, withPhase, withReservation } from './core/risk-state.ts'
export type { SigningKey, SigningKeys } from './handlers/approval-signer.ts'
export { createRiskEngine, type RiskEngine, type RiskEnginePorts, type RiskEngineSummary } from './service.ts'
