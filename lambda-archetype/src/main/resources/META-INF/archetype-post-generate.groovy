// The archetype plugin compares a property with its validationRegex only when it asks for it.
if (!(event ==~ /map|http|sqs/)) {
  def project = new File(request.outputDirectory, request.artifactId)
  new File(project, 'pom.xml').delete()
  project.delete() // unless there was something in it before

  // In a folder with a pom, the project has become a module of it.
  def parent = new File(request.outputDirectory, 'pom.xml')
  if (parent.exists()) {
    def bytes = 'ISO-8859-1' // whatever the pom's encoding is
    parent.setText(
        parent.getText(bytes).replaceFirst(/\s*<module>\Q${request.artifactId}\E<\/module>/, ''), bytes)
  }

  throw new IllegalArgumentException(
      "'$event' is not a kind of event (property event)\nhint: use -Devent=map, -Devent=http or -Devent=sqs")
}
