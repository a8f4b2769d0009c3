import { orderStoreConformance } from '../../src/order-store-conformance.ts'
import { riskStoreConformance } from '../../src/risk-store-conformance.ts'
import { MemoryOrderStore } from '../../src/simulation/stores/memory-order-store.ts'
import { MemoryRiskStore } from '../../src/simulation/stores/memory-risk-store.ts'
import { MemoryStrategyStore } from '../../src/simulation/stores/memory-strategy-store.ts'
import { strategyStoreConformance } from '../../src/strategy-store-conformance.ts'

orderStoreConformance('memory of the simulation', async () => new MemoryOrderStore())
riskStoreConformance('memory of the simulation', async () => new MemoryRiskStore())
strategyStoreConformance('memory of the simulation', async () => new MemoryStrategyStore())
