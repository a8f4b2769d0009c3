'use client'

export function MissingPage() {
  return <p>404</p>
}
