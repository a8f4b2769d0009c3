/** The paper venue's own memory, apart from the order manager's tables: it is a venue. */
export interface PaperJournalEntry {
  /** What kind of thing is kept: `order`, `balance`, `execution`, `state`. */
  readonly kind: string
  readonly id: string
  /** Plain JSON; undefined removes the entry. */
  readonly data: string | undefined
}

export interface PaperJournal {
  /** In the order of first writing. */
  load(kind: string): Promise<readonly PaperJournalEntry[]>
  /** One transaction. Entries replace those of the same kind and id. */
  write(entries: readonly PaperJournalEntry[]): Promise<void>
  close(): Promise<void>
}
