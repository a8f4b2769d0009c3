export {
  createEmbeddedSystem,
  type EmbeddedSystem,
  type EmbeddedSystemPorts,
  type Interposed,
} from './composition/embedded-system.ts'
export { parseConfig } from './config/load-config.ts'
export type { OtsConfig } from './config/schema.ts'
