/** What toasts are shown of: kept apart from how they look, so that their library is loaded when there is one to show. */
import { createStore } from '../api/store.ts'

export type ToldCommand =
  | { readonly key: string; readonly title: string; readonly commandId: string }
  | { readonly key: string; readonly title: string; readonly failure: Error }

export const toldCommands = createStore<readonly ToldCommand[]>([])

let count = 0
const tell = (told: ToldCommand) => toldCommands.set([...toldCommands.get(), told])

export const tellCommand = (title: string, commandId: string): void =>
  tell({ key: `command/${commandId}`, title, commandId })

export const tellFailure = (title: string, failure: Error): void =>
  tell({ key: `failure/${++count}`, title, failure })

export const forgetTold = (key: string): void =>
  toldCommands.set(toldCommands.get().filter((told) => told.key !== key))
