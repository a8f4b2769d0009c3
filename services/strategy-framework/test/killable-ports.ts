/**
 * Ports that can be killed like a process: from then on nothing that the service asks for happens, nothing is handed
 * to it, and nothing answers. `killAt` counts what the service does to the world and dies at the n-th, either just
 * before it happens or just after, when it has happened and nobody has heard of it.
 */
import type {
  Bus,
  BusRecord,
  CrashPoint,
  RpcClient,
  Scheduler,
  StrategyStore,
  SubscribeOptions,
} from '@oasis/ports'

export interface KillPoint {
  readonly step: number
  readonly after: boolean
}

export class KillSwitch {
  dead = false
  /** How many steps there were. */
  steps = 0
  /** What was begun and what was done, in order. */
  readonly trace: string[] = []
  readonly killAt: KillPoint | undefined
  /** Dies at the n-th passing of that point. */
  crashAt: { readonly point: CrashPoint; nth: number } | undefined
  readonly died: Promise<void>
  #die: () => void = () => {}

  constructor(killAt?: KillPoint) {
    this.killAt = killAt
    this.died = new Promise((resolve) => {
      this.#die = resolve
    })
  }

  kill(): void {
    this.dead = true
    this.#die()
  }
}

const never = <T>(): Promise<T> => new Promise(() => {})

/** Runs one step of the service, dying before or after it if this is the one. */
async function step<T>(kill: KillSwitch, name: string, run: () => Promise<T>): Promise<T> {
  if (kill.dead) return never()
  const at = kill.killAt?.step === ++kill.steps ? kill.killAt : undefined
  if (at && !at.after) {
    kill.kill()
    return never()
  }
  kill.trace.push(name)
  const result = await run()
  kill.trace.push(`${name} done`)
  if (at?.after) kill.kill()
  return kill.dead ? never() : result
}

export function killableStore(store: StrategyStore, kill: KillSwitch): StrategyStore {
  return {
    loadControl: (id) => step(kill, 'loadControl', () => store.loadControl(id)),
    commitControl: (write) => step(kill, 'commitControl', () => store.commitControl(write)),
    findAnswer: (id) => step(kill, 'findAnswer', () => store.findAnswer(id)),
    load: (id) => step(kill, 'load', () => store.load(id)),
    commit: (emissions) => step(kill, 'commit', () => store.commit(emissions)),
    markAnswered: (ids) => step(kill, 'markAnswered', () => store.markAnswered(ids)),
    pendingEntries: (limit) => step(kill, 'pendingEntries', () => store.pendingEntries(limit)),
    markPublished: (id) => step(kill, 'markPublished', () => store.markPublished(id)),
    close: async () => {},
  }
}

export function killableRpc(rpc: RpcClient, kill: KillSwitch): RpcClient {
  return {
    call: (method, request, options) => step(kill, method.name, () => rpc.call(method, request, options)),
    stream: (method, request, options) => rpc.stream(method, request, options),
  }
}

export function killableBus(bus: Bus, kill: KillSwitch): Bus {
  return {
    createTopics: (specs) => bus.createTopics(specs),
    publish: (records) => step(kill, 'publish', () => bus.publish(records)),
    endPositions: (topics) => bus.endPositions(topics),
    subscribe: async (options: SubscribeOptions) => {
      const onBatch = (records: readonly BusRecord[]): void | Promise<void> => {
        const pending = kill.dead ? undefined : options.onBatch(records)
        return pending && Promise.race([pending, kill.died])
      }
      const subscription = await bus.subscribe({ ...options, onBatch })
      // As a log does when a member's connection is gone: its partitions are free for the next one.
      void kill.died.then(() => subscription.close())
      return subscription
    },
    close: async () => {},
  }
}

export function killableScheduler(scheduler: Scheduler, kill: KillSwitch): Scheduler {
  const alive = (run: () => void) => () => {
    if (!kill.dead) run()
  }
  return {
    now: () => scheduler.now(),
    at: (due, run) => scheduler.at(due, alive(run)),
    after: (delayMs, run) => scheduler.after(delayMs, alive(run)),
    defer: (run) => scheduler.defer(alive(run)),
    sleep: (delayMs, signal) => scheduler.sleep(delayMs, signal),
    hold: () => scheduler.hold(),
  }
}
