/** One counter per connection over all its channels: a jump forward is a loss, the same or a lower one comes late. */
export type SequenceVerdict = 'NEXT' | 'GAP' | 'LATE'

export class SequenceWatch {
  #last: number | undefined

  note(sequence: number | undefined): SequenceVerdict {
    if (sequence === undefined) return 'NEXT'
    const last = this.#last
    if (last !== undefined && sequence <= last) return 'LATE'
    this.#last = sequence
    return last === undefined || sequence === last + 1 ? 'NEXT' : 'GAP'
  }
}
