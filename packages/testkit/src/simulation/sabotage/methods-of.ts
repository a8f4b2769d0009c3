import type { OrderStore } from '@oasis/ports'

/** A store's methods as a plain object, to replace some of. */
export const methodsOf = (store: OrderStore): OrderStore => ({
  loadAccount: (id) => store.loadAccount(id),
  commit: (write) => store.commit(write),
  findByIntent: (id) => store.findByIntent(id),
  findByClientOrderId: (id) => store.findByClientOrderId(id),
  openOrders: (id) => store.openOrders(id),
  listOrders: (query) => store.listOrders(query),
  executionsOf: (id) => store.executionsOf(id),
  allExecutions: (id) => store.allExecutions(id),
  allAdjustments: (id) => store.allAdjustments(id),
  findReset: (id, resetId) => store.findReset(id, resetId),
  unfinishedReset: (id) => store.unfinishedReset(id),
  doubts: (id) => store.doubts(id),
  auditClosures: (id) => store.auditClosures(id),
  listExecutions: (limit) => store.listExecutions(limit),
  pendingEntries: (limit) => store.pendingEntries(limit),
  markPublished: (id) => store.markPublished(id),
  close: () => store.close(),
})
