import type { Service } from '@oasis/runtime'
import type { DataNormalizerConfig } from './config.ts'
import type { DataNormalizerPorts } from './ports.ts'
import { DataNormalizerService } from './service.ts'

export { type DataNormalizerConfig, dataNormalizerConfigSchema } from './config.ts'
export type { DataNormalizerPorts } from './ports.ts'

/** Raw market data of any venue → the canonical `Trade` and `Quote`, or a dead letter that says why not. */
export const createDataNormalizer = (ports: DataNormalizerPorts, config: DataNormalizerConfig): Service =>
  new DataNormalizerService(ports, config)
