'use client'

export function LoginPage() {
  return null
}
