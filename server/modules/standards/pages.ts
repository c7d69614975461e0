import type { CatalogPage } from './contract.ts'
export const catalogPages: readonly CatalogPage[] = []
