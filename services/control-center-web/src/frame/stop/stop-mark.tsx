/** The sign of a road that says stop. */
export function StopMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      className={className}
    >
      <path d="M5.5 2h5L14 5.5v5L10.500 14h-5L2 10.500v-5z" />
      <path d="M6.300 6.300h3.400v3.400H6.300z" fill="currentColor" />
    </svg>
  )
}
