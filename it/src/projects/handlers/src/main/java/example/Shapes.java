package example;

/** Records in and out, of a static method. */
public final class Shapes {

  private Shapes() {}

  public record Rectangle(int width, int height) {}

  public record Area(int squareMetres) {}

  public static Area area(Rectangle rectangle) {
    return new Area(rectangle.width() * rectangle.height());
  }
}
