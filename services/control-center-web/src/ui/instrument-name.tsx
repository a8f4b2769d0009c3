import { symbolOf } from './format/instrument-name.ts'

/** What people call it; the whole id, with its venue, on hover. */
export const InstrumentName = ({ id, className }: { readonly id: string; readonly className?: string }) => (
  <span title={id} className={className}>
    {symbolOf(id)}
  </span>
)
