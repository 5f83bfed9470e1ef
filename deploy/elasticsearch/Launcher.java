import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** A node with the settings given as `name=value`; its configuration folder is `es.path.conf`. */
public class Launcher {
    public static void main(String[] arguments) throws Exception {
        LogConfigurator.configureESLogging(); // before anything else touches a logger
        var given = Settings.builder();
        for (String argument : arguments) {
            given.put(argument.split("=", 2)[0], argument.split("=", 2)[1]);
        }
        var config = Path.of(System.getProperty("es.path.conf"));
        var environment =
            InternalSettingsPreparer.prepareEnvironment(given.build(), Map.of(), config, () -> "node");
        LogConfigurator.setNodeName(Node.NODE_NAME_SETTING.get(environment.settings()));
        var modules = PluginsLoader.loadModulesBundles(environment.modulesDir());
        var plugins = PluginsLoader.loadPluginsBundles(environment.pluginsDir());
        var node = new Node(environment, PluginsLoader.createPluginsLoader(modules, plugins, Map.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.prepareForClose();
                node.close();
            } catch (Exception error) {
                error.printStackTrace();
            }
        }));
        node.start();
        new CountDownLatch(1).await();
    }
}
