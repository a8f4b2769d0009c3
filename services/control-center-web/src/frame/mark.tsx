/** The name as a picture: a palm on water. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 22 22" aria-hidden="true" fill="none" strokeLinecap="round" className={className}>
      <g className="stroke-accent" strokeWidth="1.5">
        <circle cx="11" cy="11" r="10" />
        <path d="M2.5 13.5c3-2.6 5.6 1.8 8.5 0s5.5-1.8 8.5 0" />
      </g>
      <path d="M11 12V6.5M11 6.5l3-1.5M11 8.5L8.500 7" className="stroke-strong" strokeWidth="1.4" />
    </svg>
  )
}
