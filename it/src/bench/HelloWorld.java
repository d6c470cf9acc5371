/** What a JVM takes to start and end: less than this no Java function can take. */
public class HelloWorld {

  public static void main(String[] arguments) {
    System.out.write('.');
    System.out.flush();
  }
}
