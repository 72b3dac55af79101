"""Multi-Dimona: many declarations from one list, each row checked, filed or given back on its own."""
