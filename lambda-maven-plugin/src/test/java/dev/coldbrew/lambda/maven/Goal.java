// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.internal.MojoDescriptorCreator;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptorBuilder;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.DefaultMavenProjectHelper;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.DefaultToolchainManager;
import org.codehaus.plexus.classworlds.ClassWorld;
import org.codehaus.plexus.component.configurator.BasicComponentConfigurator;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;

/**
 * A goal on a project of the packaging lambda, as Maven runs it: Maven's own classes turn the defaults
 * of plugin.xml, the pom and the command line's properties into its fields. There is no build before it and no
 * repository, so a test has to write what the goal reads.
 */
final class Goal {

  /** Those that run the tests, in their order: Maven's are the plugin's artifacts. */
  private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");

  private final String name;
  private final Properties properties = new Properties();
  private final Plugin plugin = new Plugin();
  private final MavenProject project;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private Runnable onLine = () -> {};
  private final DefaultRepositorySystemSession repositories = new DefaultRepositorySystemSession();
  private MojoExecution.Source source = MojoExecution.Source.LIFECYCLE;
  private boolean offline;
  private List<String> goals;

  /**
   * @param basedir the project's folder
   */
  Goal(String name, Path basedir) {
    this.name = name;
    goals =
        List.of(Set.of("bundle", "train", "check").contains(name) ? "package" : "lambda:" + name);
    plugin.setGroupId("dev.coldbrew");
    plugin.setArtifactId("lambda-maven-plugin");
    project = project(basedir);
    pomProperty("lambda.handler", "app.Hello::hello");
    pomProperty("lambda.cacheDirectory", basedir.resolve("cache").toString());
  }

  /** As {@code -Dname=value} does. */
  Goal property(String property, String value) {
    properties.setProperty(property, value);
    return this;
  }

  /** As a {@code <property>} of the pom does. */
  Goal pomProperty(String property, String value) {
    project.getProperties().setProperty(property, value);
    return this;
  }

  Goal withoutHandler() {
    properties.remove("lambda.handler");
    project.getProperties().remove("lambda.handler");
    return this;
  }

  /** As the goal on a command line does, on a project that has no function. */
  Goal typedOnLibrary() {
    source = MojoExecution.Source.CLI;
    project.setPackaging("jar");
    plugin.setExecutions(new ArrayList<>());
    return withoutHandler();
  }

  /** The plugin's {@code <configuration>} in the pom. */
  Goal configuration(String elements) {
    plugin.setConfiguration(dom(elements));
    return this;
  }

  /** The goals and phases on the command line; by default what usually runs the goal. */
  Goal typed(String... typed) {
    goals = List.of(typed);
    return this;
  }

  /** As {@code -o} does. */
  Goal offline() {
    offline = true;
    return this;
  }

  /** As a {@code <mirror>} of {@code adoptium} in settings.xml does. */
  Goal mirrorOfAdoptium(String url) {
    DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
    mirrors.add("company", url, "default", false, false, "adoptium", "default,legacy");
    repositories.setMirrorSelector(mirrors);
    return this;
  }

  /** Runs this whenever it logs a line, perhaps on another thread. */
  Goal onLine(Runnable action) {
    onLine = action;
    return this;
  }

  MavenProject project() {
    return project;
  }

  /** The lines that it logs, each with its level. */
  List<String> run() throws Exception {
    PluginDescriptor descriptor = descriptor();
    MojoDescriptor mojoDescriptor = descriptor.getMojo(name);
    MojoExecution execution = new MojoExecution(mojoDescriptor, "default-cli", source);
    execution.setConfiguration(configuration(mojoDescriptor));
    MavenSession session = session();
    Mojo mojo = mojo(mojoDescriptor, session);
    mojo.setLog(new Log());
    new BasicComponentConfigurator()
        .configureComponent(
            mojo,
            new XmlPlexusConfiguration(execution.getConfiguration()),
            new PluginParameterExpressionEvaluator(session, execution),
            new ClassWorld().newRealm("plugin", getClass().getClassLoader()));
    mojo.execute();
    return lines;
  }

  /** The lines that it has logged until it failed. */
  List<String> lines() {
    return lines;
  }

  /** The message with which it fails. */
  String problem() throws Exception {
    try {
      run();
    } catch (AbstractMojoExecutionException e) {
      return e.getMessage();
    }
    throw new AssertionError("lambda:" + name + " does not fail: " + lines);
  }

  static PluginDescriptor descriptor() throws Exception {
    try (Reader reader = Files.newBufferedReader(DESCRIPTOR)) {
      PluginDescriptor descriptor = new PluginDescriptorBuilder().build(reader);
      descriptor.setArtifacts(List.of());
      return descriptor;
    }
  }

  private MavenProject project(Path basedir) {
    Model model = new Model();
    model.setGroupId("example");
    model.setArtifactId("hello");
    model.setVersion("1.0");
    model.setPackaging("lambda");
    PluginExecution execution = new PluginExecution();
    execution.addGoal(name);
    plugin.addExecution(execution);
    model.setBuild(new Build());
    model.getBuild().addPlugin(plugin);
    model.getBuild().setDirectory(basedir.resolve("target").toString());
    model.getBuild().setOutputDirectory(basedir.resolve("target/classes").toString());
    model.getBuild().setFinalName("hello-1.0");
    MavenProject result = new MavenProject(model);
    result.setOriginalModel(model);
    result.setFile(basedir.resolve("pom.xml").toFile());
    result.setArtifact(new DefaultArtifact(
        "example", "hello", "1.0", null, "lambda", null, new DefaultArtifactHandler("lambda")));
    return result;
  }

  @SuppressWarnings("deprecation") // Maven 3 has no other for a session without a container
  private MavenSession session() {
    DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
    request.setBaseDirectory(project.getBasedir());
    request.setUserProperties(properties);
    request.setOffline(offline);
    request.setGoals(goals);
    request.setPom(project.getFile());
    MavenSession session =
        new MavenSession(null, repositories, request, new DefaultMavenExecutionResult());
    session.setProjects(List.of(project));
    return session;
  }

  /** The defaults of plugin.xml, and over them what the pom says. */
  private Xpp3Dom configuration(MojoDescriptor mojoDescriptor) {
    Xpp3Dom merged = new Xpp3Dom("configuration");
    Xpp3Dom given = (Xpp3Dom) plugin.getConfiguration();
    for (Xpp3Dom parameter : MojoDescriptorCreator.convert(mojoDescriptor).getChildren()) {
      Xpp3Dom child = given == null ? null : given.getChild(parameter.getName());
      merged.addChild(Xpp3Dom.mergeXpp3Dom(child, parameter, true));
    }
    for (Xpp3Dom child : given == null ? new Xpp3Dom[0] : given.getChildren()) {
      if (merged.getChild(child.getName()) == null
          && mojoDescriptor.getParameterMap().containsKey(child.getName())) {
        merged.addChild(new Xpp3Dom(child)); // a parameter without default and property
      }
    }
    return merged;
  }

  private static Mojo mojo(MojoDescriptor mojoDescriptor, MavenSession session) throws Exception {
    Constructor<?> constructor =
        Class.forName(mojoDescriptor.getImplementation()).getDeclaredConstructors()[0];
    Object[] injected = Stream.of(constructor.getParameterTypes())
        .map(type -> Stream.of(
                session, new DefaultToolchainManager(), new DefaultMavenProjectHelper())
            .filter(type::isInstance)
            .findFirst()
            .orElse(null)) // such as Maven itself, which no test here calls
        .toArray();
    return (Mojo) constructor.newInstance(injected);
  }

  private static Xpp3Dom dom(String elements) {
    try {
      return Xpp3DomBuilder.build(
          new StringReader("<configuration>" + elements + "</configuration>"));
    } catch (Exception e) {
      throw new IllegalArgumentException(elements, e);
    }
  }

  private final class Log extends SystemStreamLog {

    @Override
    public void info(CharSequence line) {
      lines.add("[INFO] " + line);
      onLine.run();
    }

    @Override
    public void warn(CharSequence line) {
      lines.add("[WARNING] " + line);
      onLine.run();
    }
  }
}
