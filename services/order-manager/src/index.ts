export { type OrderManagerConfig, orderManagerConfigSchema } from './config.ts'
export {
  createOrderManager,
  type OrderManager,
  type OrderManagerPorts,
  type OrderManagerSummary,
} from './service.ts'
