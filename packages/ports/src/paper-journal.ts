/** The paper venue's own memory, apart from the order manager's tables: it is a venue. A list of records of its own making. */
export interface PaperJournal {
  /** Oldest first. */
  load(): Promise<readonly string[]>
  /** One transaction. */
  append(records: readonly string[]): Promise<void>
  /** These instead of all that were there, in one transaction. */
  replace(records: readonly string[]): Promise<void>
  close(): Promise<void>
}
