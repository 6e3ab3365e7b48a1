/** Comes with the editor. */
export function MissionFormPage() {
  return null;
}
