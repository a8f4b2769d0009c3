'use client'

export function FirstPasswordPage() {
  return null
}
